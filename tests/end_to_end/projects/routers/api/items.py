from fastapi import APIRouter

from .commands import archive, count

router = APIRouter()


@router.get("/archive/{name}")
def get_archive(name: str):
    archive(name)  # expect: command-injection
    return {}


@router.get("/count/{number}")
def get_count(number: int):
    count(number)
    return {}
