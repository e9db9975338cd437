# profile: default
"""What went wrong inside, told by functions that name no request."""

import sys
import traceback

from fastapi import APIRouter

from shop.answers import answer_of

router = APIRouter()


@router.get("/stock")
def stock():
    try:
        return {"stock": count()}
    except Exception as error:
        return {"error": str(error)}  # expect: error-detail-exposure


@router.get("/stock/safe")
def stock_safe():
    try:
        return {"stock": count()}
    except (
        OSError,  # the disk
        MemoryError,
    ):
        return {"error": "internal"}


def explained():
    return "".join(traceback.format_exception(*sys.exc_info()))


@router.get("/stock/explained")
def stock_explained():
    try:
        return {"stock": count()}
    except Exception:
        return {"error": explained()}  # expect: error-detail-exposure
