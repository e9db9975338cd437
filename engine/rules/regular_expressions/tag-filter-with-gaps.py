"""Filters of tags that leave out what browsers read as well."""

import re


def bad(page):
    return re.sub("<script.*?>.*?</script>", "", page)  # expect: tag-filter-with-gaps


def good(page, parser):
    return parser.text_of(page)


def each_way(page):
    re.sub("<script.*?>.*?</script>", "", page, flags=re.I | re.S)  # expect: tag-filter-with-gaps
    re.compile(r"<script[^>]*>[\s\S]*?</script[^>]*>")  # expect: tag-filter-with-gaps
    re.sub("<!--.*-->", "", page)  # expect: tag-filter-with-gaps
    re.sub("(<script>)(.*)(</script>)", "", page)  # expect: tag-filter-with-gaps


def safe_ways(page):
    re.sub(r"<script\b[^>]*>[\s\S]*?</script\b[^>]*>", "", page, flags=re.I)
    re.compile(r"<!--[\s\S]*?--!?>")
    re.search("<script>(.*?)</script>", page)
    re.findall("<script>.*?</script>", page)
    re.sub("<br>", " ", page)
    re.sub("<[^>]+>", "", page)


def each_gap(page):
    re.sub("<script.*?</script>", "", page, flags=re.S)  # expect: tag-filter-with-gaps
    re.sub("<script>.*?</script>", "", page, flags=re.S | re.I)  # expect: tag-filter-with-gaps
    re.sub(r"<script[^>]*>.*?</script\s*>", "", page, flags=re.S | re.I)  # expect: tag-filter-with-gaps
    re.sub("<!--.*?-->", "", page, flags=re.S)  # expect: tag-filter-with-gaps
    re.sub("<!--.*?--!?>", "", page, flags=re.S)
