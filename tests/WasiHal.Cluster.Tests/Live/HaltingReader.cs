using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WasiHal.Cluster.Tests.Live;

/// <summary>A browser that takes nothing until it goes on.</summary>
internal sealed class HaltingReader : Stream, IHttpRequestLifetimeFeature
{
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryStream _taken = new();
    private volatile bool _isHalted;
    private volatile bool _isAborted;

    public HaltingReader()
    {
        Context = new DefaultHttpContext();
        Context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(this));
        Context.Features.Set<IHttpRequestLifetimeFeature>(this);
    }

    public HttpContext Context { get; }

    /// <summary>Whether something waits to be taken.</summary>
    public bool IsHalted => _isHalted;

    public bool IsAborted => _isAborted;

    public string Text => Encoding.UTF8.GetString(_taken.ToArray());

    public CancellationToken RequestAborted { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void GoOn() => _goesOn.SetResult();

    public void Abort() => _isAborted = true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isHalted = true;
        await _goesOn.Task.WaitAsync(cancellationToken);
        _taken.Write(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
