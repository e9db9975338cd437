"""Tasks of Airflow whose command is put together as text."""

from airflow.operators.bash import BashOperator


def bad(folder):
    return BashOperator(task_id="list", bash_command=f"ls {folder}")  # expect: formatted-bash-operator


def good(folder):
    return BashOperator(task_id="list", bash_command='ls "$FOLDER"', env={"FOLDER": folder})


def each_way(folder):
    command = "ls " + folder
    BashOperator(task_id="list", bash_command=command)  # expect: formatted-bash-operator
    BashOperator(task_id="list", bash_command="ls %s" % folder)  # expect: formatted-bash-operator
    BashOperator(task_id="list", bash_command="ls {}".format(folder))  # expect: formatted-bash-operator


def safe_ways(folder):
    BashOperator(task_id="list", bash_command="ls {{ params.folder }}")
    BashOperator(task_id="list", bash_command="ls " + "-l")
    BashOperator(task_id="list", bash_command=folder)


def of_who_starts_the_run():
    BashOperator(task_id="say", bash_command="echo {{ dag_run.conf['name'] }}")  # expect: formatted-bash-operator
    BashOperator(task_id="say", bash_command='echo "{{ run_id }}"')  # expect: formatted-bash-operator
    BashOperator(task_id="say", bash_command="echo {{ ds }} run_id")
    BashOperator(task_id="say", bash_command="echo $NAME", env={"NAME": "{{ dag_run.conf['name'] }}"})
