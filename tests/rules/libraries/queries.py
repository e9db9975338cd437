# profile: default
"""Data of a request in LDAP, XPath, XML and databases without SQL."""

from flask import Flask, request

app = Flask(__name__)


@app.route("/directories")
def directories():
    import ldap
    import ldap3
    import ldap.dn
    import ldap.filter
    from ldap3.utils.conv import escape_filter_chars
    from ldap3.utils.dn import escape_rdn

    name = request.args["name"]
    text = f"(cn={name})"
    connection = ldap3.Connection(ldap3.Server("directory"))
    connection.search("dc=example", text)  # expect: ldap-injection
    connection.search(f"ou={name},dc=example", "(cn=*)")  # expect: ldap-injection
    connection.extend.standard.paged_search("dc=example", text)  # expect: ldap-injection
    connection.search("dc=example", f"(cn={escape_filter_chars(name)})")
    connection.search(f"ou={escape_rdn(name)},dc=example", "(cn=*)")
    with ldap3.Connection(ldap3.Server("directory")) as opened:
        opened.search(search_base="dc=example", search_filter=text)  # expect: ldap-injection
    directory = ldap.initialize("ldap://directory")
    directory.search_s("dc=example", ldap.SCOPE_SUBTREE, text)  # expect: ldap-injection
    directory.search_ext("dc=example", ldap.SCOPE_SUBTREE, text)  # expect: ldap-injection
    directory.search_s("dc=example", ldap.SCOPE_SUBTREE, filterstr=text)  # expect: ldap-injection
    directory.search_s("dc=example", ldap.SCOPE_SUBTREE, ldap.filter.filter_format("(cn=%s)", [name]))
    directory.search_s("ou=" + ldap.dn.escape_dn_chars(name), ldap.SCOPE_BASE, "(cn=*)")
    directory.simple_bind_s("cn=" + ldap.dn.escape_dn_chars(name), request.args["word"])
    return "done"


@app.route("/documents", methods=["POST"])
def documents():
    import defusedxml.ElementTree
    import defusedxml.lxml
    import lxml.etree
    import lxml.html
    import lxml.objectify
    import xml.etree.ElementTree
    import xml.sax

    data = request.data
    lxml.etree.fromstring(data)  # expect: xml-external-entity
    lxml.etree.XML(data)  # expect: xml-external-entity
    lxml.etree.parse(request.files["document"])  # expect: xml-external-entity
    lxml.etree.fromstring(data, lxml.etree.XMLParser())  # expect: xml-external-entity
    lxml.etree.fromstring(data, parser=lxml.etree.XMLParser(resolve_entities=True))  # expect: xml-external-entity
    lxml.objectify.fromstring(data)  # expect: xml-external-entity
    parser = xml.sax.make_parser()  # expect: xml-sax-call
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    parser.parse(request.files["document"])  # expect: xml-external-entity
    lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False))
    lxml.html.fromstring(data)
    defusedxml.ElementTree.fromstring(data)
    defusedxml.lxml.fromstring(data)

    name = request.args["name"]
    tree = lxml.etree.parse("users.xml", lxml.etree.XMLParser(resolve_entities=False))
    tree.xpath("//user[@name='" + name + "']")  # expect: xpath-injection
    tree.getroot().xpath(f"//user[@name='{name}']")  # expect: xpath-injection
    tree.find("user[@name='" + name + "']")  # expect: xpath-injection
    lxml.etree.XPath("//user[@name='" + name + "']")(tree)  # expect: xpath-injection
    root = xml.etree.ElementTree.parse("users.xml").getroot()
    root.findall("user[@name='" + name + "']")  # expect: xpath-injection
    tree.xpath("//user[@name=$name]", name=name)
    lxml.etree.XPath("//user[@name=$name]")(tree, name=name)
    return "done"


@app.route("/stores", methods=["POST"])
def stores():
    import json

    import elasticsearch
    import mongoengine
    import neo4j
    import pymongo
    import redis
    from bson import ObjectId

    data = request.get_json()
    name = data["name"]
    users = pymongo.MongoClient()["shop"]["users"]
    users.find_one({"name": name})  # expect: nosql-injection
    users.find(data)  # expect: nosql-injection
    users.update_many({"name": name}, {"$set": {"seen": True}})  # expect: nosql-injection
    users.aggregate([{"$match": {"name": name}}])  # expect: nosql-injection
    users.find({"$where": f"this.name == '{request.args['name']}'"})  # expect: nosql-injection
    users.find_one({"_id": ObjectId(name)})
    users.find_one({"name": {"$eq": str(name)}})
    users.find_one({"name": f"{name}"})
    users.insert_one({"name": name})
    shop = pymongo.MongoClient().shop
    shop.users.find(data)  # expect: nosql-injection
    shop.orders.archive.aggregate([{"$match": data}])  # expect: nosql-injection
    parsed = json.loads(request.args["filter"])
    shop.users.find_one({"name": parsed})  # expect: nosql-injection
    shop.users.find_one({"name": {"$eq": parsed}})
    # What stands in an address or a form is text, which is compared.
    shop.users.find_one({"name": request.args["name"], "city": request.form.get("city")})
    shop.users.find({"$where": "this.name == '" + request.form.get("name") + "'"})  # expect: nosql-injection

    class User(mongoengine.Document):
        name = mongoengine.StringField()

    User.objects(__raw__=data)  # expect: nosql-injection
    User.objects(name=request.args["name"])
    redis.Redis().eval("return redis.call('get', '" + name + "')", 0)  # expect: nosql-injection
    redis.Redis().eval("return redis.call('get', KEYS[1])", 1, name)
    redis.Redis().get(name)
    with neo4j.GraphDatabase.driver("bolt://db").session() as session:
        session.run("MATCH (u {name: '" + name + "'}) RETURN u")  # expect: nosql-injection
        session.run("MATCH (u {name: $name}) RETURN u", name=name)
    elasticsearch.Elasticsearch().search(index="users", body=data)  # expect: nosql-injection
    elasticsearch.Elasticsearch().search(index="users", query={"match": {"name": f"{name}"}})
    return "done"


@app.route("/table")
def table():
    import boto3
    from boto3.dynamodb.conditions import Attr, Key

    name = request.args["name"]
    users = boto3.resource("dynamodb").Table("users")
    users.query(KeyConditionExpression=Key("name").eq(name))
    users.scan(FilterExpression=Attr("name").begins_with(name) & Attr("age").gt(3))
    users.scan(FilterExpression="name = " + name)  # expect: nosql-injection
    return "done"
