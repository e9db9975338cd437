"""Answers that scripts of every site may read."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask
from flask_cors import CORS, cross_origin
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware as Origins

app = FastAPI()
flask_app = Flask(__name__)
ORIGINS = ["https://app.example"]


def bad():
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # expect: any-origin-with-credentials


def good():
    app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"], allow_credentials=True)


def each_way():
    CORSMiddleware(app, allow_origins=("*",), allow_credentials=True)  # expect: any-origin-with-credentials
    Middleware(CORSMiddleware, allow_origin_regex=".*", allow_credentials=True)  # expect: any-origin-with-credentials
    CORS(flask_app, supports_credentials=True)  # expect: any-origin-with-credentials
    CORS(flask_app, origins="*", supports_credentials=True)  # expect: any-origin-with-credentials
    cross_origin(supports_credentials=True)  # expect: any-origin-with-credentials
    CORS(flask_app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)  # expect: any-origin-with-credentials
    CORS(flask_app, resources={"*": {"max_age": 9, "origins": ["*"]}}, supports_credentials=True)  # expect: any-origin-with-credentials


def safe_ways():
    app.add_middleware(CORSMiddleware, allow_origins=["*"])
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)
    app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)
    CORS(flask_app)
    CORS(flask_app, origins=ORIGINS, supports_credentials=True)
    CORS(flask_app, resources={"/api/*": {"origins": ORIGINS}}, supports_credentials=True)
    CORS(flask_app, resources={"/api/*": {"origins": "*"}})
    CORS(flask_app, resources={"/public/*": {"origins": "*"}}, supports_credentials=True)


EVERY_ORIGIN = ["*"]


def by_names():
    app.add_middleware(CORSMiddleware, allow_origins=EVERY_ORIGIN, allow_credentials=True)  # expect: any-origin-with-credentials
    Middleware(Origins, allow_origins=["*"], allow_credentials=True)  # expect: any-origin-with-credentials
    CORS(flask_app, origins=EVERY_ORIGIN, supports_credentials=True)  # expect: any-origin-with-credentials
    CORS(flask_app, origins=ORIGINS, supports_credentials=True)


def of_a_frame():
    app.add_middleware(CORSMiddleware, allow_origins=["null"], allow_credentials=True)  # expect: any-origin-with-credentials
