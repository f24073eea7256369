"""sqlmap over the routes of the example: run.py FOLDER PORT DATABASE_URL, as tests/sqlmap.sh starts it."""

import sys
import time

from door import ITEM, NAME, ORDER, PASSWORD, Customer, Door, Unready
from scan import Route, scan

CUSTOMERS = 60

ROUTES = [
    Route("GET", "/orders?status=open*&quantity.gte=1*&item.contains=lam*&sort=-quantity*&limit=5*", 60),
    Route("GET", f"/orders/{ORDER}*", 60),
    Route("GET", f"/orders/{ORDER}/items?limit=5*", 60),
    Route("POST", "/orders", 10, '{"item":"lamp*","quantity":1*}'),
    Route("PUT", f"/orders/{ORDER}*/items/{ITEM}*", 30, '{"name":"bulb*","quantity":1*}'),
    # Guesses are delayed by up to seconds, all names that are none together: what sqlmap finds by time would be that delay.
    Route(
        "POST", "/auth/login", 10, f'{{"name":"{NAME}*","password":"{PASSWORD}"}}',
        may_refuse=True, level=1, techniques="BEU", enough=20,
    ),
]


def main(folder, port, url):
    engine = "PostgreSQL" if url.startswith("postgres") else "SQLite"
    try:
        customers = [Customer(port, number) for number in range(CUSTOMERS)]
    except Unready as fault:
        print(f"untested: {fault}")
        return 1
    door = Door(port, customers)
    failed = 0
    for route in ROUTES:
        begun = time.monotonic()
        verdict, why = scan(route, door, engine, folder, len(customers))
        print(f"{verdict} on {engine} in {time.monotonic() - begun:.0f} s: {route.title}\n    {why}", flush=True)
        failed += verdict != "clean"
    print(f"{len(ROUTES) - failed} routes clean, {failed} not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
