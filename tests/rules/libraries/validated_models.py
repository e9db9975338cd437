# profile: default
"""Models that check what they are made of: pydantic's, and what isinstance() says of a value."""

import enum
import sqlite3
from typing import Annotated, List, Literal, Optional, Tuple
from uuid import UUID

import pydantic.dataclasses
import pymongo
from flask import Flask, request
from pydantic import BaseModel, Field, IPvAnyAddress, SkipValidation, field_validator

app = Flask(__name__)
database = sqlite3.connect("shop.db")
users = pymongo.MongoClient().shop.users


class Order(enum.Enum):
    NAME = "name"
    AGE = "age"


class Query(BaseModel):
    column: Literal["name", "age"] = "name"
    order: Order = Order.NAME
    limit: int = 10
    key: Optional[UUID] = None
    pages: List[int] = Field(default_factory=list)
    text: str


class Named(Query):
    name: str
    age: "int"


class Plain:
    limit: int

    def __init__(self, limit):
        self.limit = limit


@pydantic.dataclasses.dataclass
class Record:
    limit: int
    text: str


@app.route("/keywords")
def by_keywords():
    query = Query(column=request.args["column"], limit=request.args["limit"], text=request.args["text"])
    database.execute("select " + query.column)
    database.execute("select a limit %s" % query.limit)
    database.execute("select a where b = '%s'" % query.text)  # expect: sql-injection
    return "ok"


@app.route("/star", methods=["POST"])
def by_stars():
    query = Query(**request.json)
    database.execute("select " + query.column)
    database.execute(f"select {query.order.value} limit {query.limit} offset {query.pages[0]}")
    database.execute(f"select a where b = '{query.key}'")
    database.execute("select a where b = '%s'" % query.text)  # expect: sql-injection
    return "ok"


@app.route("/validated", methods=["POST"])
def by_validation():
    query = Named.model_validate(request.json)
    database.execute(f"select {query.column} limit {query.limit}")
    database.execute("select a where b = '%s'" % query.name)  # expect: sql-injection
    old = Named.parse_obj(request.json)
    database.execute(f"select {old.column} limit {old.limit}")
    database.execute("select a where b = '%s'" % old.text)  # expect: sql-injection
    raw = Named.model_validate_json(request.data)
    database.execute(f"select {raw.column} limit {raw.limit}")
    database.execute("select a where b = '%s'" % raw.text)  # expect: sql-injection
    return "ok"


@app.route("/unvalidated", methods=["POST"])
def without_validation():
    query = Query.model_construct(**request.json)
    database.execute(f"select {query.column}")  # expect: sql-injection
    plain = Plain(request.args["limit"])
    database.execute(f"select a limit {plain.limit}")  # expect: sql-injection
    record = Record(**request.json)
    database.execute(f"select a limit {record.limit}")
    database.execute(f"select a where b = '{record.text}'")  # expect: sql-injection
    changed = Query(**request.json)
    changed.column = request.args["column"]
    database.execute("select " + changed.column)  # expect: sql-injection
    copied = changed.model_copy(update={"column": request.args["column"]})
    database.execute("select " + copied.column)  # expect: sql-injection
    return "ok"


@app.route("/instance", methods=["POST"])
def by_instance():
    name = request.json["name"]
    users.find_one({"name": name})  # expect: nosql-injection
    if not isinstance(name, str):
        return "no"
    users.find_one({"name": name})
    users.find_one({"$where": name})  # expect: nosql-injection
    database.execute("select a where b = '%s'" % name)  # expect: sql-injection
    return "ok"


@app.route("/instance/dict", methods=["POST"])
def by_other_instance():
    name = request.json["name"]
    if isinstance(name, dict):
        users.find_one({"name": name})  # expect: nosql-injection
    if isinstance(name, (str, dict)):
        users.find_one({"name": name})  # expect: nosql-injection
    return "ok"


class Own(BaseModel):
    text: str

    def __init__(self, **given):
        super().__init__(**given)


@app.route("/dumped", methods=["POST"])
def dumped():
    query = Query.model_validate(request.json)
    database.execute("select " + query.model_dump()["text"])  # expect: sql-injection
    for _name, value in query.dict().items():
        database.execute("select " + value)  # expect: sql-injection
    made = Query(**request.json)
    database.execute("select " + made.model_dump()["text"])  # expect: sql-injection
    own = Own.model_validate(request.json)
    database.execute("select " + own.text)  # expect: sql-injection
    return "ok"


class Replaced(BaseModel):
    limit: int
    skipped: Annotated[int, SkipValidation]
    narrow: Annotated[int, Field(gt=0)] = 1
    pair: Tuple[int, str]
    address: IPvAnyAddress

    @field_validator("narrow", mode="before")
    @classmethod
    def stripped(cls, value):
        return value.strip()


class Wrapped(BaseModel):
    limit: int

    @field_validator("limit", mode="plain")
    @classmethod
    def as_it_is(cls, value):
        return value


class Decimal(BaseModel):
    text: str


class Money(BaseModel):
    amount: Decimal


@app.route("/replaced", methods=["POST"])
def replaced_checks():
    query = Replaced(**request.json)
    database.execute(f"select a limit {query.limit} offset {query.narrow}")
    database.execute(f"select a limit {query.skipped}")  # expect: sql-injection
    database.execute(f"select a where b = '{query.pair[1]}'")  # expect: sql-injection
    database.execute(f"select a where b = '{query.address}'")  # expect: sql-injection
    wrapped = Wrapped(**request.json)
    database.execute(f"select a limit {wrapped.limit}")  # expect: sql-injection
    money = Money(**request.json)
    database.execute("select " + money.amount.text)  # expect: sql-injection
    for name in query.model_fields_set:
        print(getattr(query, name))
    return "ok"


class Odd(BaseModel):
    nothing: Annotated[()]
    none: Tuple[()]
    one: Annotated[int]


@app.route("/odd", methods=["POST"])
def odd_annotations():
    odd = Odd(**request.json)
    database.execute(f"select {odd.nothing}")  # expect: sql-injection
    return "ok"
