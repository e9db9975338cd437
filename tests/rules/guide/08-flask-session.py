# profile: default
from flask import Flask, session
from datetime import timedelta

app = Flask(__name__)
app.config.update(
    SESSION_COOKIE_SECURE=True,  # HTTPS only
    SESSION_COOKIE_HTTPONLY=True,  # Prevent access to cookies via JS
    SESSION_COOKIE_SAMESITE='Lax'  # Restrict cookie sending to third-party site requests
)
app.permanent_session_lifetime = timedelta(minutes=15)  # 15-minute session timeout


@app.route('/login', methods=['POST'])
def login():
    # Check credentials
    session.regenerate()  # expect: session-regenerate
    return "Logged in successfully!"
