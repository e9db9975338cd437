"""Addresses that a client says of itself, and that decide."""


def bad(request):
    address = request.headers.get("X-Forwarded-For")  # expect: forwarded-address-trusted
    return address == "127.0.0.1"


def good(request):
    return request.remote_addr == "127.0.0.1"


def each_way(request, allowed):
    if request.META["HTTP_X_FORWARDED_FOR"] in allowed:  # expect: forwarded-address-trusted
        return 1
    address = request.headers.get("x-real-ip", "").split(",")[0].strip()  # expect: forwarded-address-trusted
    if not address.startswith("192.168."):
        raise PermissionError(address)
    return 2


def safe_ways(request, log, allowed):
    address = request.headers.get("X-Forwarded-For")
    if address is not None and address != "" and "," in address:
        log(address)
    last = request.headers["X-Forwarded-For"].split(",")[-1]
    return last in allowed
