namespace WasiHal.Cluster.Protocol;

/// <summary>Something that a spoke is to do. Before it does it, it asks for leave.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Path">The spoke's own route, with parameters, percent-encoded.</param>
/// <param name="Body">The JSON for that route; empty for none.</param>
/// <param name="ValidForMilliseconds">How long leave is to be had.</param>
internal sealed record CommandOffer(string Id, string Path, string Body, int ValidForMilliseconds);
