"""Runs a recipe of docs/schedulers.md without its engine: python3 stand_ins.py ENGINE RECIPE.

What the recipes use of Airflow, Dagster and dlt is stood in for, as their documentation describes it. For each exit code
in CODES, or for the real program where it is empty, one line of JSON says what the engine would do with the task:
{"code", "outcome": "success" | "retried" | "failed", "value"}. FAKE_CODE tells the program on the PATH how to end.
"""

import json
import os
import re
import subprocess
import sys
import types


class Terminal(Exception):
    """The engine does not try again."""


class Transient(Exception):
    """The engine tries again, as often as the recipe allows."""


class Skipped(Exception):
    pass


def module(name, **names):
    for parent in [name[: dot.start()] for dot in re.finditer(r"\.", name)]:
        sys.modules.setdefault(parent, types.ModuleType(parent))
    made = sys.modules.setdefault(name, types.ModuleType(name))
    made.__dict__.update(names)
    if "." in name:
        parent, child = name.rsplit(".", 1)
        setattr(sys.modules[parent], child, made)


TASKS = {}


class Operator:
    def __init__(self, *, task_id, skip_on_exit_code=(), retries=0, **options):
        assert retries > 0
        self.skip_on_exit_code, self.options = skip_on_exit_code, options
        TASKS[task_id] = self

    def judge(self, code):
        if code in self.skip_on_exit_code:
            raise Skipped(f"exit code {code}")
        if code != 0:
            raise Transient(f"exit code {code}")


class BashOperator(Operator):
    """The last line of stdout and stderr together is the result."""

    def execute(self, context):
        env = {name: re.sub(r"\{\{.*\}\}", os.environ.get(name, ""), text) for name, text in self.options["env"].items()}
        command = ["bash", "-c", self.options["bash_command"]]
        done = subprocess.run(
            command,
            cwd=self.options["cwd"],
            env={**os.environ, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.judge(done.returncode)
        return self.options["output_processor"](done.stdout.rstrip("\n").split("\n")[-1])


class KubernetesPodOperator(Operator):
    """The pod's files are this directory's: what it writes to return.json is the result."""

    def execute(self, context):
        arguments = [text.replace("/airflow/xcom/", "./") for text in self.options["arguments"]]
        done = subprocess.run(self.options["cmds"] + arguments)
        self.judge(done.returncode)
        with open("return.json") as file:
            return json.load(file)


class Dag:
    def __init__(self, *_names, **_options):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return False


module("airflow.exceptions", AirflowFailException=Terminal, AirflowSkipException=Skipped)
module("airflow.providers.cncf.kubernetes.operators.pod", KubernetesPodOperator=KubernetesPodOperator)
module("airflow.providers.standard.operators.bash", BashOperator=BashOperator)
module("airflow.sdk", DAG=Dag)


class Failure(Exception):
    def __init__(self, *, description, metadata, allow_retries=True):
        super().__init__(description)
        self.allow_retries = allow_retries


def asset(*, retry_policy, pool):
    return lambda function: TASKS.setdefault("asset", function)


module(
    "dagster",
    asset=asset,
    Failure=Failure,
    MaterializeResult=lambda metadata: metadata,
    RetryPolicy=lambda **options: options,
    Backoff=types.SimpleNamespace(EXPONENTIAL="exponential"),
)


def destination(*, batch_size, loader_file_format, **_options):
    assert batch_size > 0 and loader_file_format in ("typed-jsonl", "parquet")
    return lambda function: TASKS.setdefault("destination", function)


module("dlt", destination=destination)
module("dlt.common", json=json, logger=types.SimpleNamespace(error=lambda text: print(text, file=sys.stderr)))
module(
    "dlt.common.destination.exceptions", DestinationTerminalException=Terminal, DestinationTransientException=Transient
)
module("dlt.common.schema", TTableSchema=dict)

ITEMS = [{"email": "ann@example.com", "firstname": "Ann"}, {"email": "bob@example.com", "firstname": None}]


def run(task):
    if isinstance(task, Operator):
        return task.execute({})
    return task(ITEMS, {"name": "contacts"}) if task is TASKS.get("destination") else task()


def outcome_of(task):
    try:
        return {"outcome": "success", "value": run(task)}
    except Terminal as error:
        return {"outcome": "failed", "value": str(error)}
    except Failure as error:
        return {"outcome": "retried" if error.allow_retries else "failed", "value": str(error)}
    except Transient as error:
        return {"outcome": "retried", "value": str(error)}


with open(sys.argv[1]) as recipe:
    exec(compile(recipe.read(), sys.argv[1], "exec"), {"__name__": "recipe"})
for code in os.environ["CODES"].split(","):
    os.environ["FAKE_CODE"] = code
    for name, task in TASKS.items():
        print(json.dumps({"task": name, "code": code, **outcome_of(task)}), flush=True)
