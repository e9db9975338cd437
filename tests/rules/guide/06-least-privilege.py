# profile: default
def process_user_data(user_data):
    # Code here processes user data without unnecessary privileges
    pass
