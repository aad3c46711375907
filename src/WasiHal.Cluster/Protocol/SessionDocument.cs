using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>What <c>GET /api/session</c> answers.</summary>
/// <param name="SignedIn">Whether the browser that asks is signed in.</param>
/// <param name="SignInNeeded">Whether it has to be, in order to change something.</param>
/// <param name="Token">What it sends as <c>X-WasiHal-Token</c> with whatever changes something; absent when it is not signed in.</param>
internal sealed record SessionDocument(bool SignedIn, bool SignInNeeded, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token);
