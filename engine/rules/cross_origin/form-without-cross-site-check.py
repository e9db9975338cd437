"""Forms of WTForms that do without a token."""

from flask_wtf import FlaskForm
from wtforms import Form, StringField


class NameForm(FlaskForm):
    name = StringField()


def bad():
    form = NameForm(meta={"csrf": False})  # expect: form-without-cross-site-check
    return form.name.data


def good():
    return NameForm().name.data


class OpenForm(FlaskForm):
    class Meta:
        csrf = False  # expect: form-without-cross-site-check


class OfBase(Form):
    class Meta(Form.Meta):
        csrf = False


class ClosedForm(FlaskForm):
    class Meta:
        csrf = True


csrf = False
settings = {"csrf": False}
