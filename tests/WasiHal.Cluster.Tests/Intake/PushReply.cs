using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>What a push was answered.</summary>
internal sealed record PushReply(int Status, string Body, IHeaderDictionary Headers);
