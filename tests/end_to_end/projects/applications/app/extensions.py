from flask import Blueprint, Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
routes = Blueprint("routes", __name__)
db = SQLAlchemy()
