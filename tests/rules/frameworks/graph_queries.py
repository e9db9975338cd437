# profile: default
"""GraphQL and gRPC."""

import typing

import graphene
import grpc
import strawberry
from ariadne import MutationType, ObjectType, QueryType
from rest_framework.views import APIView

import jobs_pb2
import jobs_pb2_grpc


class Query(graphene.ObjectType):
    job = graphene.String(name=graphene.String(), number=graphene.Int())

    def resolve_job(self, info, name, number=0):
        open(info.context.GET["q"])  # expect: path-traversal
        open(name)  # expect: path-traversal

    def resolve_jobs(root, info, **kwargs):
        open(kwargs["name"])  # expect: path-traversal
        open(kwargs.get("name"))  # expect: path-traversal


class Start(graphene.Mutation):
    class Arguments:
        name = graphene.String()

    def mutate(self, info, name):
        open(name)  # expect: path-traversal


@strawberry.input
class JobInput:
    name: str
    number: int


@strawberry.type
class Queries:
    @strawberry.field
    def job(self, name: str, number: int) -> str:
        open(name)  # expect: path-traversal
        open(number)
        return name

    @strawberry.field
    def find(self, info: strawberry.Info, given: JobInput, names: typing.List[str]) -> str:
        open(given.name)  # expect: path-traversal
        open(given.number)
        open(names[0])  # expect: path-traversal
        return given.name


@strawberry.type
class Mutations:
    @strawberry.mutation
    async def start(self, name: str) -> str:
        open(name)  # expect: path-traversal
        return name


query = QueryType()
mutation = MutationType()
jobs = ObjectType("Job")


@query.field("job")
def resolve_job(_, info, name):
    open(name)  # expect: path-traversal


def resolve_other(_, info, name):
    open(name)  # expect: path-traversal


mutation.set_field("other", resolve_other)


class Jobs(jobs_pb2_grpc.JobsServicer):
    def Start(self, request, context):
        open(request.name)  # expect: path-traversal
        open(dict(context.invocation_metadata())["x"])  # expect-missed: path-traversal
        return jobs_pb2.Reply(text=request.name)

    async def StartMany(self, request_iterator, context):
        async for request in request_iterator:
            open(request.name)  # expect: path-traversal


schema = graphene.Schema(query=Query, mutation=Start)


class Queries(APIView):
    def post(self, request):
        schema.execute(request.data["query"])
        open(request.data["name"])  # expect: path-traversal
        unknown.execute(request.data["query"])  # expect: sql-injection
