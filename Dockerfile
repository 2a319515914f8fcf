FROM denoland/deno:2.9.6@sha256:2014dc167ece617ef7e7ba40631ac2234c59e75ce693e7cc2dc2602b3c87859d AS build
ENV DENO_NO_UPDATE_CHECK=1
WORKDIR /app
COPY deno.json deno.lock package.json ./
COPY src/tasks/install.ts src/tasks/install-packages.ts src/tasks/progress-line.ts \
  src/tasks/root.ts src/tasks/
RUN deno run -A src/tasks/install.ts
COPY . .
RUN deno task build && deno run -A src/tasks/image-folder.ts /image && mkdir /data

FROM denoland/deno:2.9.6@sha256:2014dc167ece617ef7e7ba40631ac2234c59e75ce693e7cc2dc2602b3c87859d
# Commands that copy the store need its size for a while: /tmp is memory.
ENV INVITO_DATA_DIR=/data TMPDIR=/data DENO_NO_UPDATE_CHECK=1
WORKDIR /app
COPY --from=build /image .
RUN ln -s /app/invito /usr/local/bin/invito
# The user `deno` of the base image.
COPY --from=build --chown=1993:1993 /data /data
USER 1993:1993
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["invito", "ready"]
ENTRYPOINT ["/tini", "--", "invito"]
CMD ["start"]
