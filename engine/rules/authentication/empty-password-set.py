"""Accounts that get an empty password."""


def bad(user, request):
    user.set_password(request.POST.get("password", ""))  # expect: empty-password-set
    user.save()


def good(user, form):
    user.set_password(form.cleaned_data["password"])
    user.save()


def each_way(user):
    password = ""
    user.set_password("")  # expect: empty-password-set
    user.set_password(password)  # expect: empty-password-set
    user.set_password(raw_password="")  # expect: empty-password-set


def safe_ways(user, password, data, User):
    User().set_password("")
    user.set_password(None)
    user.set_password(password)
    user.set_password(data.get("password"))
    user.set_password(data.get("password", None))
