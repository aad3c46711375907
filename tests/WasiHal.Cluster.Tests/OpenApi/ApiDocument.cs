using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>Makes the OpenAPI document of the table of routes.</summary>
internal static partial class ApiDocument
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The document as a file.</summary>
    public static string Text { get; } = Make().ToJsonString(Readable) + "\n";

    private static JsonObject Make()
    {
        var paths = new JsonObject();
        foreach (var route in NodeApi.Routes)
        {
            if (paths[route.Path] is not JsonObject path)
            {
                paths[route.Path] = path = [];
            }

            path[route.Method.ToLowerInvariant()] = Operation(route);
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "A node of WasiHal",
                ["version"] = NodeDirectory.Version,
                ["description"] = "What a hub or a spoke answers over HTTP. Members may be added to every object, and none is ever renamed. Times are RFC 3339 in UTC; units are UCUM codes. "
                    + "Host must name this machine; a browser's Origin must be the node's own page. Other machines read and change, and this one changes, with a token or a browser's session, as docs/security.md says.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "Something is wrong: with the request (400 and above) or within the node (500 and above). The log of the node says more of the latter. 429 comes of every route to who asks too often; Retry-After says when to come again.",
                        ["content"] = Content("application/problem+json", ApiSchemas.Of<ProblemDocument>()),
                    },
                },
                ["schemas"] = ApiSchemas.ToJson(),
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A program's token, which the node's --token makes." },
                    ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = "wasihal-NODE", ["description"] = "The cookie that POST /api/session sets, with the node's id for NODE." },
                    ["sessionToken"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = SessionEndpoints.TokenHeader, ["description"] = "The token that GET /api/session answers; needed for whatever changes something." },
                },
            },
        };
    }

    private static JsonObject Operation(ApiRoute route)
    {
        var operation = new JsonObject { ["operationId"] = route.Id, ["summary"] = route.Summary };
        if (!NodeApi.IsOpen(route))
        {
            // What is read from this machine needs nothing.
            operation["security"] = new JsonArray([.. route.Method == "GET" ? new JsonNode[] { new JsonObject() } : [], new JsonObject { ["token"] = new JsonArray() }, new JsonObject { ["session"] = new JsonArray(), ["sessionToken"] = new JsonArray() }]);
        }

        JsonObject[] parameters =
        [
            .. InPath().Matches(route.Path).Select(match => new JsonObject { ["name"] = match.Groups[1].Value, ["in"] = "path", ["required"] = true, ["description"] = NodeApi.InPath[match.Groups[1].Value], ["schema"] = ApiSchemas.Text }),
            .. route.Parameters.Select(parameter => new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.Place, ["required"] = parameter.IsRequired, ["description"] = parameter.Description, ["schema"] = parameter.Schema.DeepClone() }),
        ];
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray([.. parameters]);
        }

        if (route.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["description"] = body.Description, ["required"] = body.IsRequired, ["content"] = Content("application/json", body.Schema) };
        }

        var answers = new JsonObject();
        foreach (var answer in route.Answers)
        {
            var content = answer.Schema is null ? [] : Content(answer.Type, answer.Schema);
            foreach (var other in answer.OtherTypes)
            {
                content[other] = new JsonObject { ["schema"] = answer.Schema!.DeepClone() };
            }

            answers[FormattableString.Invariant($"{answer.Status}")] = answer.Schema is null
                ? new JsonObject { ["description"] = answer.Description }
                : new JsonObject { ["description"] = answer.Description, ["content"] = content };
        }

        answers["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        operation["responses"] = answers;
        return operation;
    }

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema.DeepClone() } };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InPath();
}
