using MediatR;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Assessments;

/// <content>Its route in the API.</content>
public static partial class ImportAssessments
{
    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/imports/assessments",
                async (
                    string cohort,
                    bool? preview,
                    string? encoding,
                    string? occasion,
                    string? basis,
                    HttpRequest request,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                {
                    var file = await ReadFileAsync(request, ct);
                    if (!file.Ok)
                    {
                        return HttpAnswers.Refuse(file.Refusals, show);
                    }

                    var outcome = await mediator.Send(
                        new Command(cohort, file.Value, preview ?? false, encoding, occasion, basis),
                        ct
                    );
                    return outcome.Refusals is [{ Rule: "SheetEncoding" }]
                        ? HttpAnswers.Refuse(outcome.Refusals, show, more: ("encodings", Sheets.Samples(file.Value)))
                        : outcome.Answer(show);
                }
            )
            .WithTags("Assessments")
            .WithSummary("Takes in submitted scores from CSV or XLSX: all or nothing. The coordinator's act.")
            .WithDescription(
                "A row for each answer, with the columns organisation, occasion, step, score and comment; or a row for each organisation, with "
                    + "the steps as columns; or as the printed checklist. With preview=true, tells what would be done and saves nothing; its basis, sent back, lets the "
                    + "import be refused when somebody has changed what it replaces, and notOpenYet names occasions that have not opened. Where the file does not tell the occasion, occasion does. Where it is "
                    + "in doubt how its letters are written, the answer lists encodings with a sample each, and encoding chooses."
            )
            .Accepts<IFormFile>(Sheets.CsvType, Sheets.XlsxType, "multipart/form-data")
            .Produces<Imported>();

    private static async Task<Outcome<byte[]>> ReadFileAsync(HttpRequest request, CancellationToken ct)
    {
        using var file = new MemoryStream();
        if (!request.HasFormContentType)
        {
            await request.Body.CopyToAsync(file, ct);
            return file.ToArray();
        }

        try
        {
            if ((await request.ReadFormAsync(ct)).Files is not [var only])
            {
                return Refusal.Invalid("ImportOneFile", "file");
            }

            await only.CopyToAsync(file, ct);
            return file.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refusal.Invalid("ImportOneFile", "file");
        }
    }
}
