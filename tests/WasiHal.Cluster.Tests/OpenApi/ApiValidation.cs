using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>Holds what was really sent and answered against a document.</summary>
internal sealed class ApiValidation
{
    private static readonly EvaluationOptions Told = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonObject _document;
    private readonly string _definitions;

    /// <summary>Reads a document.</summary>
    /// <param name="text">OpenAPI.</param>
    public ApiValidation(string text)
    {
        _document = JsonNode.Parse(text)!.AsObject();
        var schemas = _document["components"]!["schemas"]!.DeepClone().AsObject();

        // To those who read it, members may be added; here, one that it does not tell is a fault.
        foreach (var (_, schema) in schemas)
        {
            schema!["additionalProperties"] = false;
        }

        _definitions = schemas.ToJsonString();
    }

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public string? Fault(string method, string path, int status, string? type, string body)
    {
        var answers = _document["paths"]![path]?[method.ToLowerInvariant()]?["responses"]?.AsObject();
        if (answers is null)
        {
            return "the route is not described";
        }

        var answer = answers[FormattableString.Invariant($"{status}")] ?? (status >= 400 ? answers["default"] : null);
        if (answer is null)
        {
            return $"status {status} is not described";
        }

        if (answer["$ref"] is { } reference)
        {
            answer = _document["components"]!["responses"]![reference.GetValue<string>().Split('/')[^1]]!;
        }

        if (answer["content"] is not { } content)
        {
            return body.Length == 0 ? null : "no content is described";
        }

        return content[type ?? ""] is not { } described ? $"type {type} is not described"
            : type == "application/json" || type!.EndsWith("+json", StringComparison.Ordinal) ? Fault(described["schema"]!, body)
            : null;
    }

    /// <summary>What is wrong with a body; null when nothing is.</summary>
    public string? BodyFault(string method, string path, string body) =>
        _document["paths"]![path]![method.ToLowerInvariant()]!["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? Fault(schema, body) : "no body is described";

    private string? Fault(JsonNode schema, string body)
    {
        var whole = schema.DeepClone().AsObject();
        whole["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        whole["$defs"] = JsonNode.Parse(_definitions);
        var compiled = JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
        try
        {
            var outcome = compiled.Evaluate(JsonNode.Parse(body), Told);
            return outcome.IsValid ? null : string.Join("; ", outcome.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))) is { Length: > 0 } faults ? faults : "it is not as described";
        }
        catch (JsonException wrong)
        {
            return wrong.Message;
        }
    }
}
