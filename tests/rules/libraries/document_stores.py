# profile: default
"""Stores of documents, asked by dictionaries that a request brings."""

import beanie
import mongoengine
import pymongo
from flask import Flask, request
from flask_mongoengine import MongoEngine
from flask_pymongo import PyMongo
from mongosanitizer.sanitizer import sanitize

app = Flask(__name__)
mongo = PyMongo(app)
engine = MongoEngine(app)


class Song(engine.Document):
    title = engine.StringField()


class Singer(beanie.Document):
    name: str


@app.route("/documents", methods=["POST"])
async def documents():
    query = request.get_json()
    mongo.db.songs.find_one_or_404({"title": query})  # expect: nosql-injection
    mongo.cx.shop.songs.find(query)  # expect: nosql-injection
    mongo.db.songs.inline_map_reduce(query["map"], "reduce")  # expect: nosql-injection
    mongo.db.songs.bulk_write([pymongo.DeleteOne(query)])  # expect: nosql-injection
    Song.objects(__raw__=query)  # expect: nosql-injection
    Song.objects(title=query["title"])
    mongoengine.connect("shop").shop.songs.find(query)  # expect: nosql-injection
    engine.connect("shop").shop.songs.find(query)  # expect: nosql-injection
    await Singer.find_one(query)  # expect: nosql-injection
    mongo.db.songs.find_one(sanitize(query))
    mongo.db.songs.find_one({"title": str(query["title"])})
    return "done"
