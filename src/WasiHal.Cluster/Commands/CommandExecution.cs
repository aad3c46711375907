using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Commands;

/// <summary>Uses a route of this node as if somebody had asked for it here, so that a command is checked and answered as every other request is.</summary>
internal sealed class CommandExecution(IServiceProvider services, EndpointDataSource endpoints)
{
    private const int MaxAnswerBytes = 48 * 1024;

    /// <summary>Does it.</summary>
    /// <param name="path">The route, with parameters, percent-encoded.</param>
    /// <param name="body">What is sent to it.</param>
    /// <param name="cancellationToken">Ends the waiting for an answer.</param>
    /// <returns>What the route answered.</returns>
    public async Task<(int Status, byte[] Body)> RunAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        if (!CommandPath.TryRead(path, out var route, out var query) || Find(route) is not var (handler, values))
        {
            return Problem(StatusCodes.Status404NotFound, $"There is no {RequestQuery.Short(path.Split('?')[0])} here that a command may use.");
        }

        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        context.Features.Set(ByHub.Mark);
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = route;
        context.Request.QueryString = query;
        context.Request.RouteValues = values;
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body);
        context.Response.Body = answer;
        try
        {
            await handler(context).ConfigureAwait(false);
            await context.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong)
        {
            return Problem(wrong.StatusCode, wrong.Message);
        }

        return answer.Length <= MaxAnswerBytes ? (context.Response.StatusCode, answer.ToArray()) : Problem(StatusCodes.Status502BadGateway, $"It was done, and its answer is longer than {MaxAnswerBytes} bytes.");
    }

    private (RequestDelegate Handler, RouteValueDictionary Values)? Find(PathString route)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<CommandRoute>() is not null))
        {
            var values = new RouteValueDictionary();
            if (new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(route, values))
            {
                return (endpoint.RequestDelegate!, values);
            }
        }

        return null;
    }

    /// <summary>An error as a route answers it.</summary>
    public static (int Status, byte[] Body) Problem(int status, string detail, string? outcome = null) =>
        (status, JsonSerializer.SerializeToUtf8Bytes(Problems.Of(status, detail) with { Outcome = outcome }, NodeJson.Default.ProblemDocument));
}
