"""Authentication codes that are compared with ==, which stops at the first difference."""

import base64
import hmac


def bad(key, body, signature):
    computed = hmac.new(key, body, "sha256").hexdigest()
    return computed == signature  # expect: digest-compared-by-equals


def good(key, body, signature):
    computed = hmac.new(key, body, "sha256").hexdigest()
    return hmac.compare_digest(computed, signature)


def each_way(key, body, signature, request):
    if hmac.new(key, body, "sha256").hexdigest() != signature:  # expect: digest-compared-by-equals
        raise PermissionError
    if "sha256=" + hmac.new(key, body, "sha256").hexdigest() == request.headers["X-Signature"]:  # expect: digest-compared-by-equals
        return 1
    if base64.b64encode(hmac.digest(key, body, "sha256")).decode() == signature:  # expect: digest-compared-by-equals
        return 2
    code = hmac.new(key, body, "sha256")
    if code.digest() == signature:  # expect: digest-compared-by-equals
        return 3
    return f"v1={hmac.new(key, body, 'sha256').hexdigest()}" == signature  # expect: digest-compared-by-equals


def safe_ways(key, body, signature, know):
    code = hmac.new(key, body, "sha256").hexdigest()
    if len(code) == 64 and code == "0":
        return 1
    return know(hmac.new(key, body, "sha256").hexdigest()) == signature
