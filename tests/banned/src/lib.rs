//! What a handler could reach for by itself, one line for each ban. The comment of a line names the bans that it must be reported for; a
//! line without one must not be reported.
#![allow(dead_code)]

pub mod clean;

mod databases {
    use sqlx::{ConnectOptions, Connection, Executor};

    type Fault = Box<dyn std::error::Error>;

    fn pool(_: &sqlx::Pool<sqlx::Sqlite>) {} //~ sqlx::Pool
    fn sqlite_pool(_: &sqlx::SqlitePool) {} //~ sqlx::SqlitePool
    fn pg_pool(_: &sqlx::PgPool) {} //~ sqlx::PgPool
    fn any_pool(_: &sqlx::AnyPool) {} //~ sqlx::AnyPool
    fn options(_: sqlx::pool::PoolOptions<sqlx::Postgres>) {} //~ sqlx::pool::PoolOptions
    fn sqlite_options(_: sqlx::sqlite::SqlitePoolOptions) {} //~ sqlx::sqlite::SqlitePoolOptions
    fn pg_options(_: sqlx::postgres::PgPoolOptions) {} //~ sqlx::postgres::PgPoolOptions
    fn any_options(_: sqlx::any::AnyPoolOptions) {} //~ sqlx::any::AnyPoolOptions
    fn safe(_: sqlx::AssertSqlSafe<String>) {} //~ sqlx::AssertSqlSafe
    fn sqlite(_: sqlx::SqliteConnection) {} //~ sqlx::SqliteConnection
    fn postgres(_: sqlx::PgConnection) {} //~ sqlx::PgConnection
    fn any(_: sqlx::AnyConnection) {} //~ sqlx::AnyConnection
    fn listener(_: sqlx::postgres::PgListener) {} //~ sqlx::postgres::PgListener
    fn text(order: &str) {
        let _ = sqlx::AssertSqlSafe(format!("SELECT {order}")); //~ sqlx::AssertSqlSafe
        let _: sqlx::QueryBuilder<sqlx::Sqlite>; //~ sqlx::QueryBuilder
    }
    async fn script(database: &portcullis::Database) {
        let _ = database.run_script("DELETE FROM orders").await; //~ portcullis::Database::run_script
        let _ = portcullis::Database::connect("sqlite://orders.db").await; //~ portcullis::Database::connect
        let _ = portcullis::Database::connect_to_migrate().await; //~ portcullis::Database::connect_to_migrate
    }
    async fn connect<C: Connection>(options: &<C as Connection>::Options) -> Result<(), Fault> {
        let _ = C::connect("sqlite://orders.db").await?; //~ sqlx::Connection::connect
        let _ = C::connect_with(options).await?; //~ sqlx::Connection::connect_with
        let _ = options.connect().await?; //~ sqlx::ConnectOptions::connect
        Ok(())
    }
    fn queries() {
        let _ = sqlx::query::<sqlx::Sqlite>("SELECT 1"); //~ sqlx::query
        let _ = sqlx::query_with::<sqlx::Sqlite, _>("SELECT 1", sqlx::sqlite::SqliteArguments::default()); //~ sqlx::query_with
        let _ = sqlx::query_as::<sqlx::Sqlite, (i64,)>("SELECT 1"); //~ sqlx::query_as
        let _ = sqlx::query_as_with::<sqlx::Sqlite, (i64,), _>("SELECT 1", sqlx::sqlite::SqliteArguments::default()); //~ sqlx::query_as_with
        let _ = sqlx::query_scalar::<sqlx::Sqlite, i64>("SELECT 1"); //~ sqlx::query_scalar
        let _ = sqlx::query_scalar_with::<sqlx::Sqlite, i64, _>("SELECT 1", sqlx::sqlite::SqliteArguments::default()); //~ sqlx::query_scalar_with
        let _ = sqlx::raw_sql("SELECT 1"); //~ sqlx::raw_sql
    }
    async fn executor<'c, E: Executor<'c> + Copy>(executor: E) -> Result<(), Fault> {
        let _ = executor.execute("SELECT 1").await?; //~ sqlx::Executor::execute
        let _ = executor.execute_many("SELECT 1"); //~ sqlx::Executor::execute_many
        let _ = executor.fetch("SELECT 1"); //~ sqlx::Executor::fetch
        let _ = executor.fetch_many("SELECT 1"); //~ sqlx::Executor::fetch_many
        let _ = executor.fetch_all("SELECT 1").await?; //~ sqlx::Executor::fetch_all
        let _ = executor.fetch_one("SELECT 1").await?; //~ sqlx::Executor::fetch_one
        let _ = executor.fetch_optional("SELECT 1").await?; //~ sqlx::Executor::fetch_optional
        let _ = executor.prepare(sqlx::SqlStr::from_static("SELECT 1")).await?; //~ sqlx::Executor::prepare
        Ok(())
    }
}

mod outbound {
    use std::net::ToSocketAddrs;

    type Body = http_body_util::Empty<&'static [u8]>;

    async fn clients() {
        let _ = reqwest::Client::new(); //~ reqwest::Client
        let _ = reqwest::Client::builder(); //~ reqwest::Client
        let _ = reqwest::ClientBuilder::new(); //~ reqwest::ClientBuilder
        let _ = reqwest::blocking::Client::new(); //~ reqwest::blocking::Client
        let _ = reqwest::blocking::ClientBuilder::new(); //~ reqwest::blocking::ClientBuilder
        let _ = reqwest::get("http://169.254.169.254/").await; //~ reqwest::get
        let _ = reqwest::blocking::get("http://169.254.169.254/"); //~ reqwest::blocking::get
    }
    fn senders() {
        let _: hyper::client::conn::http1::SendRequest<Body>; //~ hyper::client::conn::http1::SendRequest
        let _: hyper::client::conn::http2::SendRequest<Body>; //~ hyper::client::conn::http2::SendRequest
        let _: hyper_util::client::legacy::Client<(), Body>; //~ hyper_util::client::legacy::Client
        let _ = hyper_util::client::legacy::connect::HttpConnector::new(); //~ hyper_util::client::legacy::connect::HttpConnector
    }
    async fn handshakes<I: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static>(one: I, two: I) {
        let _ = hyper::client::conn::http1::handshake::<I, Body>(one).await; //~ hyper::client::conn::http1::handshake
        let executor = hyper_util::rt::TokioExecutor::new();
        let _ = hyper::client::conn::http2::handshake::<_, I, Body>(executor, two).await; //~ hyper::client::conn::http2::handshake
    }
    async fn sockets() {
        let _ = std::net::TcpStream::connect("10.0.0.1:80"); //~ std::net::TcpStream
        let _ = std::net::UdpSocket::bind("0.0.0.0:0"); //~ std::net::UdpSocket
        let _ = std::os::unix::net::UnixStream::connect("/run/docker.sock"); //~ std::os::unix::net::UnixStream
        let _ = std::os::unix::net::UnixDatagram::unbound(); //~ std::os::unix::net::UnixDatagram
        let _ = tokio::net::TcpStream::connect("10.0.0.1:80").await; //~ tokio::net::TcpStream
        let _ = tokio::net::TcpSocket::new_v4(); //~ tokio::net::TcpSocket
        let _ = tokio::net::UdpSocket::bind("0.0.0.0:0").await; //~ tokio::net::UdpSocket
        let _ = tokio::net::UnixStream::connect("/run/docker.sock").await; //~ tokio::net::UnixStream
        let _ = tokio::net::UnixDatagram::unbound(); //~ tokio::net::UnixDatagram
    }
    async fn names() {
        let _ = "db.internal:5432".to_socket_addrs(); //~ std::net::ToSocketAddrs::to_socket_addrs
        let _ = tokio::net::lookup_host("db.internal:5432").await; //~ tokio::net::lookup_host
    }
}

mod inbound {
    async fn listeners() {
        let _ = std::net::TcpListener::bind("0.0.0.0:80"); //~ std::net::TcpListener
        let _ = std::os::unix::net::UnixListener::bind("/run/app.sock"); //~ std::os::unix::net::UnixListener
        let _ = tokio::net::TcpListener::bind("0.0.0.0:80").await; //~ tokio::net::TcpListener
        let _ = tokio::net::UnixListener::bind("/run/app.sock"); //~ tokio::net::UnixListener
    }
}

mod processes {
    async fn commands(host: &str) {
        let _ = std::process::Command::new("ping").arg(host).status(); //~ std::process::Command
        let _ = tokio::process::Command::new("ping").arg(host).status().await; //~ tokio::process::Command
    }
    fn exit() {
        std::process::exit(1); //~ std::process::exit
    }
    fn abort() {
        std::process::abort(); //~ std::process::abort
    }
}

mod files {
    fn of_std(name: &str) {
        let _ = std::fs::File::open(name); //~ std::fs::File
        let _ = std::fs::OpenOptions::new(); //~ std::fs::OpenOptions
        let _ = std::fs::read(name); //~ std::fs::read
        let _ = std::fs::read_to_string(name); //~ std::fs::read_to_string
        let _ = std::fs::write(name, ""); //~ std::fs::write
        let _ = std::fs::read_dir(name); //~ std::fs::read_dir
        let _ = std::fs::copy(name, name); //~ std::fs::copy
        let _ = std::fs::rename(name, name); //~ std::fs::rename
        let _ = std::fs::remove_file(name); //~ std::fs::remove_file
        let _ = std::fs::remove_dir_all(name); //~ std::fs::remove_dir_all
        let _ = std::fs::create_dir_all(name); //~ std::fs::create_dir_all
    }
    async fn of_tokio(name: &str) {
        let _ = tokio::fs::File::open(name).await; //~ tokio::fs::File
        let _ = tokio::fs::OpenOptions::new(); //~ tokio::fs::OpenOptions
        let _ = tokio::fs::read(name).await; //~ tokio::fs::read
        let _ = tokio::fs::read_to_string(name).await; //~ tokio::fs::read_to_string
        let _ = tokio::fs::write(name, "").await; //~ tokio::fs::write
        let _ = tokio::fs::read_dir(name).await; //~ tokio::fs::read_dir
        let _ = tokio::fs::copy(name, name).await; //~ tokio::fs::copy
        let _ = tokio::fs::rename(name, name).await; //~ tokio::fs::rename
        let _ = tokio::fs::remove_file(name).await; //~ tokio::fs::remove_file
        let _ = tokio::fs::remove_dir_all(name).await; //~ tokio::fs::remove_dir_all
        let _ = tokio::fs::create_dir_all(name).await; //~ tokio::fs::create_dir_all
    }
}

mod kept {
    static LAZY: std::sync::LazyLock<String> = std::sync::LazyLock::new(String::new); //~ std::sync::LazyLock
    static ONCE: std::sync::OnceLock<String> = std::sync::OnceLock::new(); //~ std::sync::OnceLock
    static CELL: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new(); //~ tokio::sync::OnceCell
    static SET: tokio::sync::SetOnce<String> = tokio::sync::SetOnce::const_new(); //~ tokio::sync::SetOnce
    static OLD: once_cell::sync::Lazy<String> = once_cell::sync::Lazy::new(String::new); //~ once_cell::sync::Lazy
    static OLDER: once_cell::sync::OnceCell<String> = once_cell::sync::OnceCell::new(); //~ once_cell::sync::OnceCell
    lazy_static::lazy_static!(static ref OLDEST: String = String::new();); //~ lazy_static::lazy_static

    async fn filled(text: String) {
        ONCE.get_or_init(|| text.clone()); //~ std::sync::OnceLock::get_or_init
        let _ = ONCE.set(text.clone()); //~ std::sync::OnceLock::set
        CELL.get_or_init(async || text.clone()).await; //~ tokio::sync::OnceCell::get_or_init
        let _ = CELL.get_or_try_init(async || Err::<String, ()>(())).await; //~ tokio::sync::OnceCell::get_or_try_init
        let _ = CELL.set(text.clone()); //~ tokio::sync::OnceCell::set
        let _ = SET.set(text); //~ tokio::sync::SetOnce::set
    }
    fn leaked(text: String) {
        let _: &'static str = Box::leak(text.clone().into_boxed_str()); //~ std::boxed::Box::leak
        let _: &'static [u8] = text.clone().into_bytes().leak(); //~ std::vec::Vec::leak
        let _: &'static std::path::Path = std::path::PathBuf::from(&text).leak(); //~ std::path::PathBuf::leak
        let _: &'static std::ffi::OsStr = std::ffi::OsString::from(&text).leak(); //~ std::ffi::OsString::leak
        let _: &'static str = text.leak(); //~ std::string::String::leak
    }
}

mod configuration {
    fn environment() {
        let _ = std::env::var("API_KEY"); //~ std::env::var
        let _ = std::env::var_os("API_KEY"); //~ std::env::var_os
        let _ = std::env::vars(); //~ std::env::vars
        let _ = std::env::vars_os(); //~ std::env::vars_os
        std::env::set_var("API_KEY", "a secret of the source"); //~ std::env::set_var
        std::env::set_var("API_KEY", "a secret of the source"); //~ std::env::set_var
    }
}
