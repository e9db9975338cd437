"""Objects in a store that everybody may read, or write."""

import boto3
from aws_cdk import aws_s3

PUBLIC = "public-read"


def bad(client, body):
    client.put_object(Bucket="b", Key="k", Body=body, ACL="public-read")  # expect: public-storage


def good(client, body):
    client.put_object(Bucket="b", Key="k", Body=body)


def each_way(client, access):
    client.put_bucket_acl(Bucket="b", ACL="public-read-write")  # expect: public-storage
    client.upload_file("f", "b", "k", ExtraArgs={"ACL": "public-read"})  # expect: public-storage
    boto3.resource("s3").Bucket("b").Acl().put(ACL=PUBLIC)  # expect: public-storage
    client.put_bucket_acl(Bucket="b", ACL="private")
    client.put_bucket_acl(Bucket="b", ACL=access)
    client.put_object(Bucket="b", Key="public-read", Body=b"")


def of_stacks(stack):
    aws_s3.Bucket(stack, "pages", public_read_access=True)  # expect: public-storage
    aws_s3.Bucket(stack, "pages", public_read_access=False)
