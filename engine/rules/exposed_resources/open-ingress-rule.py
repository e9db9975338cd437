"""Ports that a stack opens to everybody."""

from aws_cdk.aws_ec2 import Peer, Port


def bad(group):
    group.add_ingress_rule(Peer.any_ipv4(), Port.tcp(22))  # expect: open-ingress-rule


def good(group):
    group.add_ingress_rule(Peer.ipv4("198.51.100.0/24"), Port.tcp(22))


def each_way(group, instance, network):
    group.add_ingress_rule(peer=Peer.ipv4("0.0.0.0/0"), connection=Port.tcp(3389))  # expect: open-ingress-rule
    group.add_ingress_rule(Peer.any_ipv6(), Port.all_traffic())  # expect: open-ingress-rule
    group.add_ingress_rule(Peer.any_ipv4(), Port.tcp(443))
    group.add_ingress_rule(Peer.any_ipv4(), Port.tcp(8443))
    group.add_ingress_rule(Peer.ipv4(network.cidr), Port.tcp(22))
    instance.connections.allow_from_any_ipv4(Port.all_tcp())  # expect: open-ingress-rule
    instance.connections.allow_from_any_ipv4(Port.tcp(80))
