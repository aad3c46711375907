using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>An error as RFC 9457 writes it. Without a type of its own: the status says the kind.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong with this request and what to do; null when there is nothing to say.</param>
internal sealed record ProblemDocument(string Title, int Status, string? Detail)
{
    /// <summary>Of a command to another node: <c>not-begun</c>, so that asking again is safe, or <c>unknown</c>; absent of every other error.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }
}
