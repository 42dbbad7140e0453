using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Gives out a document to those who may see it: to be saved, never to be shown or run as a page of the portal.
/// </summary>
public static class DownloadAttachment
{
    public sealed record Query(int Attachment) : IUse<Document>, IGuardedByArea;

    /// <param name="Name">The file's name.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Bytes">The file.</param>
    public sealed record Document(string Name, FileKind Kind, byte[] Bytes);

    /// <summary>Those who may see it.</summary>
    internal sealed class Guard(AppDb db, Caller caller) : Guard<Query, AttachmentAccess>
    {
        protected override Task<Outcome<AttachmentAccess>> FindAsync(Query request, CancellationToken ct) =>
            AttachmentAccess.FindAsync(db, caller, request.Attachment, ct);
    }

    internal sealed class Handler(AppDb db, Guard guard) : IRequestHandler<Query, Outcome<Document>>
    {
        public async Task<Outcome<Document>> Handle(Query request, CancellationToken ct)
        {
            var attachment = guard.For(request).Attachment;
            return new Document(
                attachment.Name,
                attachment.Kind,
                (await db.Set<AttachmentContent>().AsNoTracking().SingleAsync(c => c.Id == attachment.Id, ct)).Bytes
            );
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/attachments/{attachment:int}",
                async (int attachment, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(attachment), ct)).Answer(show, document => File(document, http))
            )
            .WithTags("Meetings")
            .WithSummary("A document: of a meeting for those who are to be there, of an improvement for its group.")
            .Produces<byte[]>(
                StatusCodes.Status200OK,
                FileKind.Pdf.MediaType(),
                [.. Enum.GetValues<FileKind>().Skip(1).Select(k => k.MediaType())]
            );

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                "/{network}/attachments/{attachment:int}",
                async (int attachment, HttpContext http, IMediator mediator, CancellationToken ct) =>
                    (await mediator.Send(new Query(attachment), ct)).AnswerPage(http, document => File(document, http))
            )
            .ExcludeFromDescription();

    private static IResult File(Document document, HttpContext http)
    {
        var headers = http.Response.Headers;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(document.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(document.Bytes, document.Kind.MediaType());
    }
}
