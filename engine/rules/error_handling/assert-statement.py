"""assert as a check."""


def bad(user):
    assert user.is_admin  # expect: assert-statement
    return user.delete()


def good(user):
    if not user.is_admin:
        raise PermissionError(user)
    return user.delete()


def more(value):
    assert value, "message"  # expect: assert-statement
    assert (  # expect: assert-statement
        value
    )
    match value:
        case int():
            assert value > 0  # expect: assert-statement


class Case:
    def assert_equal(self, a, b):
        self.assertTrue(a == b)
