namespace WasiHal.Cluster.Spoke;

/// <summary>What came back from whatever answers at the hub's address.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">Of its body, if it says.</param>
/// <param name="RetryAfter">How long it asks to wait, if it does.</param>
/// <param name="Body">All of its body.</param>
internal sealed record HubAnswer(int Status, string? MediaType, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body);
