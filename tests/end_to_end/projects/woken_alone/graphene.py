import os

import graphene

class Q(graphene.ObjectType):
    a = graphene.String(n=graphene.String())
    def resolve_a(self, info, n):
        os.system(n)  # expect: command-injection
