"""Containers that may do on the host what they like."""

import docker
from airflow.providers.docker.operators.docker import DockerOperator
from kubernetes import client


def bad(image):
    return docker.from_env().containers.run(image, privileged=True)  # expect: privileged-container


def good(image):
    return docker.from_env().containers.run(image, cap_drop=["ALL"])


def more(client, image, option):
    client.containers.create(image, **{"privileged": True})  # expect: privileged-container
    client.containers.run(image, privileged=False)
    client.containers.run(image, privileged=option)
    privileged = True
    return privileged


def not_a_container(audit, user, client):
    audit.log(user, privileged=True)
    client.api.create_host_config(privileged=True)  # expect: privileged-container
    return {"privileged": True}


def of_pods(image):
    client.V1SecurityContext(privileged=True)  # expect: privileged-container
    client.V1SecurityContext(privileged=False)
    DockerOperator(task_id="build", image=image, privileged=True)  # expect: privileged-container
