# profile: default
def get_user(user_id):
    query = f"SELECT * FROM users WHERE id = {user_id}"  # expect: sql-text
    return execute_query(query)
