"""One run of sqlmap over one route, and what it is worth."""

import json
import os
import subprocess
from dataclasses import dataclass

from door import ask

# Seconds for one route. Over a quota sqlmap waits, longer each time.
PATIENCE = 900


@dataclass
class Route:
    """What to send; a `*` marks each place that sqlmap tries."""

    method: str
    path: str
    a_minute: int
    body: str = ""
    # Whether 401 says no more than that the payload is not what was asked for.
    may_refuse: bool = False
    # How much of what it knows sqlmap tries, and by which of its techniques.
    level: int = 3
    techniques: str = "BEUSTQ"
    # With less requests than that it cannot have tried a parameter.
    enough: int = 50

    @property
    def title(self):
        return f"{self.method} {self.path} {self.body}".strip()


def scan(route, door, engine, folder, customers):
    """Runs sqlmap; gives its verdict, `clean`, `injectable` or `untested`, and why."""
    headers = {"Content-Type": "application/json"} if route.body else {}
    plain = (route.path.replace("*", ""), route.body.replace("*", "") or None)
    status, _, reply = ask(door.at, "127.0.0.1", route.method, *plain, headers)
    if not 200 <= status < 300:
        return "untested", f"the request as it should be gets {status}: {reply[:200]!r}"
    door.counted()
    # A tenth below what the quotas of all customers together admit.
    delay = 60 / (route.a_minute * customers * 0.9)
    output = os.path.join(folder, "sqlmap")
    command = [
        os.environ["SQLMAP"], "--batch", "--disable-coloring", "--flush-session", f"--output-dir={output}",
        "-u", f"http://127.0.0.1:{door.at}{route.path}", f"--method={route.method}",
        f"--level={route.level}", "--risk=2", f"--technique={route.techniques}", "--time-sec=2", "--skip-waf", "--timeout=30", "--retries=1", f"--delay={delay:.4f}",
        f"--dbms={engine}", "--ignore-code=400,401,404,405,413,414,422",
    ]
    if route.body:
        command += [f"--data={route.body}", "-H", "Content-Type: application/json"]
    home = os.environ["HOME_OF_SQLMAP"]
    try:
        run = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "HOME": home},
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return "untested", f"no end after {PATIENCE} s: {dict(door.counted())}"
    return judge(run.stdout, door.counted(), route)


def judge(told, answers, route):
    """What the words of sqlmap and the answers of the app come to."""
    summary = json.dumps({str(status): count for status, count in sorted(answers.items(), key=str)})
    if "identified the following injection point" in told:
        lines = told.split("identified the following injection point", 1)[1].split("---")
        return "injectable", "\n".join([summary, *lines[1:2]])
    bad = [
        status
        for status in answers
        if not isinstance(status, int) or status == 429 or status >= 500 or (status == 401 and not route.may_refuse)
    ]
    total = sum(answers.values())
    if bad:
        return "untested", f"answers that are none: {summary}"
    if total < route.enough:
        return "untested", f"only {total} requests: {summary}\n{told[-2000:]}"
    if "all tested parameters do not appear to be injectable" not in told:
        return "untested", f"sqlmap came to no end: {summary}\n{told[-2000:]}"
    return "clean", f"{total} requests: {summary}"
