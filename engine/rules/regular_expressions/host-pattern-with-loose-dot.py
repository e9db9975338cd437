"""Patterns of hosts whose dots match any character."""

import re

ALLOWED = "^https://shop.example.com/"


def bad(url):
    return re.match("^https?://www.example.com/", url)  # expect: host-pattern-with-loose-dot


def good(url):
    return re.match(r"^https?://www\.example\.com/", url)


def each_way(url, host):
    re.compile(r"(www|beta).example.com")  # expect: host-pattern-with-loose-dot
    re.compile(r"^http://.+\.example.com/")  # expect: host-pattern-with-loose-dot
    re.search(r"https:\/\/example.org", url)  # expect: host-pattern-with-loose-dot
    re.fullmatch("test.example\\.com", host)  # expect: host-pattern-with-loose-dot
    re.match(ALLOWED, url)  # expect: host-pattern-with-loose-dot


def safe_ways(url, host, text):
    re.compile(r"^https://[a-z.]+\.example\.com/")
    re.compile(r"^https://.*\.example\.com/")
    re.compile("java.io")
    re.compile(r"https?://[^/]+/commit")
    re.compile(r"[.]example[.]com")
    re.findall("https://example.com/[0-9]+", text)
    re.compile(r"\.community")
