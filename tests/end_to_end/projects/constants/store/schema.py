TABLES = ["orders", "customers"]
