using System.Text.Json.Nodes;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>What is to be said of one route.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">As it is mapped.</param>
/// <param name="Id">A name for programs that are generated from the document.</param>
/// <param name="Summary">One line.</param>
internal sealed record ApiRoute(string Method, string Path, string Id, string Summary)
{
    /// <summary>Parameters of the address after the question mark, and headers.</summary>
    public ApiParameter[] Parameters { get; init; } = [];

    /// <summary>The body, if one is read.</summary>
    public ApiBody? Body { get; init; }

    /// <summary>By status: what comes. Problems that every route may answer are not repeated.</summary>
    public ApiAnswer[] Answers { get; init; } = [];
}

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says, and what it is without it.</param>
/// <param name="Schema">What it may be.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Place"><c>query</c> or <c>header</c>.</param>
internal sealed record ApiParameter(string Name, string Description, JsonObject Schema, bool IsRequired = false, string Place = "query");

/// <summary>A body.</summary>
/// <param name="Description">What it says.</param>
/// <param name="Schema">What it may be.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record ApiBody(string Description, JsonNode Schema, bool IsRequired = true);

/// <summary>An answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Description">When it comes.</param>
/// <param name="Schema">What it holds; null for a problem, or for what is not JSON.</param>
/// <param name="Type">Its content type.</param>
internal sealed record ApiAnswer(int Status, string Description, JsonNode? Schema = null, string Type = "application/json")
{
    /// <summary>Types of further forms of it.</summary>
    public string[] OtherTypes { get; init; } = [];

    /// <summary>An error.</summary>
    public static ApiAnswer Problem(int status, string description) => new(status, description, ApiSchemas.Of<Protocol.ProblemDocument>(), "application/problem+json");

    /// <summary>A text that is no JSON.</summary>
    public static ApiAnswer Text(int status, string description, string type) => new(status, description, new JsonObject { ["type"] = "string" }, type);
}
