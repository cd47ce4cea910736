"""Planerka's cube in a process of its own, which is asked line by line."""

import json
import subprocess

import questions


class Cube:
    """`planerka-bench` over a copy of the company, which new records are taken into."""

    def __init__(self, program, work, asked, rounds, turns):
        order = {"repeats": turns, "questions": []}
        for place, question in enumerate(asked):
            files = [questions.written(question.record(), work / f"record-{place}-{number}.csv")
                     for number in range(rounds * turns)]
            order["questions"].append(
                {"name": question.name, "report": question.report,
                 "parameters": question.parameters, "kind": question.kind, "files": files})
        (work / "order.json").write_text(json.dumps(order))
        self.process = subprocess.Popen(
            [program, work, work / "order.json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        self.made = self.read()

    def ask(self, wish, place):
        """What the program says to a wish about a question."""
        self.process.stdin.write(f"{wish} {place}\n")
        self.process.stdin.flush()
        return self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"planerka-bench ended with {self.process.wait()}.")
        return json.loads(line)

    def end(self):
        self.process.stdin.close()
        self.process.wait()
