"""Ports that the whole world reaches."""

import boto3

EVERYBODY = "0.0.0.0/0"


def bad(client, group):
    client.authorize_security_group_ingress(
        GroupId=group,
        IpProtocol="tcp",
        FromPort=22,
        ToPort=22,
        CidrIp="0.0.0.0/0",  # expect: open-security-group
    )


def good(client, group):
    client.authorize_security_group_ingress(
        GroupId=group,
        IpProtocol="tcp",
        FromPort=22,
        ToPort=22,
        CidrIp="198.51.100.0/24",
    )


def each_way(client, group, port):
    ssh = {
        "IpProtocol": "tcp",
        "FromPort": 22,
        "ToPort": 22,
        "IpRanges": [{"CidrIp": "0.0.0.0/0"}],  # expect: open-security-group
        "Ipv6Ranges": [{"CidrIpv6": "::/0"}],  # expect: open-security-group
    }
    client.authorize_security_group_ingress(GroupId=group, IpPermissions=[ssh])
    web = {"FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    client.authorize_security_group_ingress(GroupId=group, IpPermissions=[web])
    everything = boto3.resource("ec2").SecurityGroup(group)
    everything.authorize_ingress(IpProtocol="-1", CidrIp=EVERYBODY)  # expect: open-security-group
    everything.authorize_ingress(IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp=EVERYBODY)
    everything.authorize_egress(IpProtocol="-1", CidrIp="0.0.0.0/0")
