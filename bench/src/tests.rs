//! The services agree; quickly enough for every test run.

use crate::agree;
use crate::cases;
use crate::ground::Ground;
use crate::keys::{Algorithm, Material};
use crate::measure::Way;
use crate::measure::inside::Inside;
use crate::measure::socket::Sockets;

#[test]
fn the_services_agree_on_every_case() {
    let ground = Ground::sqlite().unwrap();
    for algorithm in [Algorithm::Hs256, Algorithm::Es256, Algorithm::Rs256] {
        let material = Material::generate(algorithm, 2).unwrap();
        let mut inside = Inside::new(&ground.url, &material).unwrap();
        agree::check(&mut inside, &mut cases::all(&material)).unwrap();
        ground.clean().unwrap();
    }
    let material = Material::generate(Algorithm::Hs256, 2).unwrap();
    let mut sockets = Sockets::new(&ground.url, &material).unwrap();
    let mut cases = cases::all(&material);
    let found = agree::check(&mut sockets, &mut cases).unwrap();
    assert_eq!(found.left_out.len(), cases.len());
    for case in &cases {
        for service in cases::SERVICES.into_iter().filter(|service| case.of(*service).is_some()) {
            // Where rows go, behind those that are gone.
            sockets.round(case, service, 10 + 3 * service as usize, 3).unwrap();
        }
    }
}
