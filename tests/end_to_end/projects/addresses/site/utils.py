from urllib.parse import urljoin


def url_path_join(*pieces):
    initial = pieces[0].startswith("/")
    stripped = [s.strip("/") for s in pieces]
    result = "/".join(s for s in stripped if s)
    return "/" + result if initial else result


def join_any(base, address):
    return urljoin(base, address)
