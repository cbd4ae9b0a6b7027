"""The endpoint as two functions on Azure: one answers requests, one sweeps each minute. See docs/endpoint.md."""

import azure.functions

from form_endpoint.adapters.azure import answer, sweep

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
app = azure.functions.FunctionApp(http_auth_level=azure.functions.AuthLevel.ANONYMOUS)


@app.route(route="{*path}", methods=METHODS)
def requests(req: azure.functions.HttpRequest) -> azure.functions.HttpResponse:
    """Answer a request below /api, which is where the host puts functions."""
    return answer(req)


@app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
def minute(timer: azure.functions.TimerRequest) -> None:
    """Send the mail that is due."""
    sweep(timer)
