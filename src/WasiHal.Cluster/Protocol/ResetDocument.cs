namespace WasiHal.Cluster.Protocol;

/// <summary>The event <c>reset</c>: events are missing between those before and those that follow, so read the documents anew.</summary>
/// <param name="Reason">Why they are missing.</param>
internal sealed record ResetDocument(string Reason);
