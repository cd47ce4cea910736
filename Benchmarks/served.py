"""Reports over HTTP: how soon, how quickly, in how much memory."""

import http.client
import json
import math
import os
import socket
import sqlite3
import subprocess
import threading
import time


class Server:
    """`planerka serve` on a free port."""

    def __init__(self, planerka, data, home=(), options=()):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [planerka, "--data", data, *home, "serve", "--port", str(self.port), *options],
            stdout=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def wait(self, seconds=60):
        """Waits until it answers."""
        while True:
            try:
                if asked(self.connection(), "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            if time.perf_counter() - self.started > seconds or self.process.poll() is not None:
                raise SystemExit("the server does not come up")
            time.sleep(0.02)

    def first_report(self, path):
        """Seconds from the start to the first answer of a report that the cube gave.

        `/readyz` tells when the cube answers; without such an address its quickness does.
        """
        while True:
            try:
                if asked(self.connection(), "/readyz")[0] in (200, 404):
                    break
            except OSError:
                pass
            time.sleep(0.02)
        tells = asked(self.connection(), "/readyz")[0] == 200
        while True:
            connection = self.connection()
            _, _, first = asked(connection, path)
            if tells or first < 0.3:
                return time.perf_counter() - self.started
            time.sleep(0.05)

    def memory(self):
        """What the process holds and has held at most, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        return [int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]

    def times(self, path, count, connections=2):
        """Milliseconds of each of so many answers over so many connections at once."""
        found = []

        def work():
            connection = self.connection()
            for _ in range(count // connections):
                status, _, spent = asked(connection, path)
                if status != 200:
                    raise SystemExit(f"{path}: {status}")
                found.append(spent * 1000)

        threads = [threading.Thread(target=work) for _ in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(found) < count // connections * connections:
            raise SystemExit(f"{path}: some answers did not come")
        return sorted(found)

    def seen_after(self, path, database, take_in):
        """Seconds from a record's being kept to its being in the report's total of calls."""
        def calls():
            return json.loads(asked(connection, path)[1])["total"]["calls"]

        connection = self.connection()
        before = calls()
        kept = []

        def watch():
            with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
                revision = db.execute("SELECT last FROM revision").fetchone()
                while db.execute("SELECT last FROM revision").fetchone() == revision:
                    time.sleep(0.001)
            kept.append(time.perf_counter())

        threads = [threading.Thread(target=watch), threading.Thread(target=take_in)]
        for thread in threads:
            thread.start()
        while calls() == before:
            time.sleep(0.002)
        seen = time.perf_counter()
        for thread in threads:
            thread.join()
        return max(0.0, seen - kept[0])


def is_there(path, seconds=60):
    """Whether a file comes to be in the time."""
    until = time.perf_counter() + seconds
    while not os.path.exists(path):
        if time.perf_counter() > until:
            return False
        time.sleep(0.1)
    return True


def asked(connection, path):
    """The status and bytes of an answer, and its seconds."""
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    return answer.status, content, time.perf_counter() - start


def share(times, part):
    """The time that so large a part of them does not exceed."""
    return times[max(0, math.ceil(len(times) * part) - 1)]


def measured(planerka, data, questions, take_in):
    """What serving the questions takes; the second start finds what the first has kept."""
    with Server(planerka, data) as server:
        made = server.first_report(questions[0].path)
        is_kept = is_there(os.path.join(data, "planerka.columns"))
    with Server(planerka, data) as server:
        found = {"made": made, "is_kept": is_kept, "first": {}, "times": {},
                 "start": server.first_report(questions[0].path)}
        for question in questions:
            found["first"][question.name] = server.times(question.path, 1, 1)[0]
        for question in questions:
            found["times"][question.name] = server.times(question.path, 200)
        calls = next(question for question in questions if question.kind == "calls"
                     and question.report == "call-structure")
        database = os.path.join(data, "planerka.sqlite")
        found["seen"] = [server.seen_after(calls.path, database, lambda: take_in(place))
                         for place in range(5)]
        found["memory"] = server.memory()
        return found
