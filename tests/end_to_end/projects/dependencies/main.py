import sqlite3
from typing import Annotated

from api.needed import Page, Plain, Reader
from fastapi import Depends, FastAPI

app = FastAPI()
database = sqlite3.connect("shop.db")
read = Reader("none")


@app.get("/named")
def by_annotation(page: Page = Depends()):
    database.execute(f"select a limit {page.size}")
    database.execute("select a order by " + page.order)  # expect: sql-injection


@app.get("/given")
def by_argument(page=Depends(Page)):
    database.execute("select a order by " + page.order)  # expect: sql-injection


@app.get("/annotated")
def annotated(plain: Annotated[Plain, Depends()]):
    database.execute("select " + plain.text)  # expect: sql-injection


@app.get("/object")
def by_object(text=Depends(read), other=Depends(Reader("a"))):
    database.execute("select " + text)  # expect: sql-injection
    database.execute("select " + other)  # expect: sql-injection
