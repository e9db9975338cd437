"""Hosts that are looked for somewhere in an address."""

from urllib.parse import urlsplit


def bad(url):
    return "example.com" in url  # expect: host-check-by-part


def good(url):
    host = urlsplit(url).hostname or ""
    return host == "example.com" or host.endswith(".example.com")


def each_way(request, url, parsed, link):
    host = urlsplit(url).netloc
    if "http://example.com" not in url:  # expect: host-check-by-part
        raise ValueError(url)
    if "example.com/" in request.GET.get("url"):  # expect: host-check-by-part
        return 1
    if "example.org" in request.args["next_url"].lower():  # expect: host-check-by-part
        return 2
    if url.startswith("https://example.com"):  # expect: host-check-by-part
        return 3
    if host.endswith("example.com"):  # expect: host-check-by-part
        return 4
    if parsed.netloc.find("example.com") >= 0:  # expect: host-check-by-part
        return 5
    if urlsplit(url).hostname.endswith(("example.com", ".example.net")):  # expect: host-check-by-part
        return 6
    if str(link).startswith("https://www.example.co.uk:443"):
        return 7
    return host.split(":")[0].endswith("example.com")  # expect: host-check-by-part


def safe_ways(url, urls, hosts, text, email, allowed_host_list, sites):
    if "example.com" in hosts or "https://example.com" in urls or "example.com" in allowed_host_list:
        return 1
    if url.startswith("https://example.com/") or url.startswith("https://example.com/shop"):
        return 2
    if urlsplit(url).hostname == "example.com" or urlsplit(url).hostname in ("example.com",):
        return 3
    if "example.com" in text or email.endswith("@example.com") or "main.py" in url:
        return 4
    assert "example.com" in url  # expect: assert-statement, host-check-by-part
    return f"{text}.example.com" in url


def other_names(return_value, email_address, observer, opposite, observed, mailHost, next_page, requestUrl):
    if "example.com" in return_value or "example.com" in email_address or "example.com" in observer:
        return 1
    if "example.com" in opposite or "example.com" in observed or "example.com" in mailHost:
        return 2
    if "example.com" in next_page:  # expect: host-check-by-part
        return 3
    if requestUrl.startswith("https://example.de"):  # expect: host-check-by-part
        return 4
    return 5


def by_what_it_was(request):
    asked = request.headers.get("Origin")
    if asked.startswith("https://example.com"):  # expect: host-check-by-part
        return True
    named = request.args["title"]
    return named.startswith("example.com")
