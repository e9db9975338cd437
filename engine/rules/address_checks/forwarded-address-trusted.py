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


def says_who(request, settings, cache):
    if request.headers.get("X-Real-IP") in settings.TRUSTED_PROXIES:  # expect: forwarded-address-trusted
        return 1
    if request.headers["X-Forwarded-For"] in ("127.0.0.1", "::1"):  # expect: forwarded-address-trusted
        return 2
    if request.headers["X-Forwarded-For"].startswith(("10.", "192.168.")):  # expect: forwarded-address-trusted
        return 3
    return request.headers["X-Forwarded-For"] == settings["ADMIN_IP"]  # expect: forwarded-address-trusted


def says_nothing(request, cache, known, log):
    address = request.headers.get("X-Forwarded-For")
    if address.startswith("::ffff:"):
        address = address[7:]
    if address in cache or address == "unknown" or address in known.totals:
        log(address)
    return address == log.last
