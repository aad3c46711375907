namespace WasiHal.Cluster.Protocol;

/// <summary>What <c>POST /api/enrol</c> takes. The key is that of the connection's certificate.</summary>
/// <param name="Node">Who joins.</param>
/// <param name="Token">What the hub's operator gave it.</param>
internal sealed record EnrolmentDocument(string Node, string Token);
