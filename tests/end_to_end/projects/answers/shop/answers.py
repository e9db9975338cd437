from django.http import JsonResponse


def failed(text):
    return JsonResponse({"error": text}, status=500)
