using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests.Security;

/// <summary>Requests to a node that has to be signed in to.</summary>
internal static class SecuredNode
{
    /// <summary>A machine that is not this one.</summary>
    public static readonly IPAddress Elsewhere = IPAddress.Parse("192.168.40.7");

    /// <summary>Settings of a node that asks everybody.</summary>
    public static KeyValuePair<string, string>[] Settings => [new("cluster:security:sign_in", "always"), new("cluster:security:allow_remote", "true")];

    public static async Task<PushReply> AskAsync(
        this TestNode node,
        string method,
        string path,
        string? body = null,
        IPAddress? from = null,
        bool isHttps = false,
        X509Certificate2? certificate = null,
        params (string Name, string Value)[] headers)
    {
        var context = await node.Server.SendAsync(context =>
        {
            context.Request.Method = method;
            context.Request.Scheme = isHttps ? "https" : "http";
            context.Request.Host = new(from is null ? "localhost" : "192.168.40.1");
            context.Connection.RemoteIpAddress = from;
            context.Connection.ClientCertificate = certificate;
            var parts = path.Split('?');
            context.Request.Path = parts[0];
            context.Request.QueryString = parts.Length > 1 ? new("?" + parts[1]) : default;
            if (body is not null)
            {
                context.Request.ContentType = "application/json";
                context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
                context.Request.ContentLength = Encoding.UTF8.GetByteCount(body);
            }

            foreach (var (name, value) in headers)
            {
                context.Request.Headers[name] = value;
            }
        }, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(context.Response.Body);
        return new(context.Response.StatusCode, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), context.Response.Headers);
    }

    /// <summary>A node's key, as its connection shows it.</summary>
    public static X509Certificate2 NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=anything", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
    }
}
