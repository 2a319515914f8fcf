FROM denoland/deno:2.9.6 AS build
ENV DENO_NO_UPDATE_CHECK=1
WORKDIR /app
COPY deno.json deno.lock package.json ./
COPY src/tasks/install.ts src/tasks/install-packages.ts src/tasks/progress-line.ts \
  src/tasks/root.ts src/tasks/
RUN deno run -A src/tasks/install.ts
COPY . .
RUN deno task build && mkdir /data /packages && cp -rL node_modules/ical.js \
  node_modules/oauth4webapi node_modules/sax node_modules/tsdav node_modules/valibot \
  node_modules/.deno/node_modules/debug node_modules/.deno/node_modules/ms \
  node_modules/.deno/node_modules/xml-js /packages

FROM denoland/deno:2.9.6
ENV INVITO_DATA_DIR=/data DENO_NO_UPDATE_CHECK=1
WORKDIR /app
COPY --from=build /app/build build
COPY --from=build /app/src src
COPY --from=build /packages node_modules
COPY src/tasks/container.json deno.json
COPY --from=build --chown=deno:deno /data /data
USER deno
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["deno", "eval", "--no-config", "const r = await fetch('http://127.0.0.1:8080/ready'); Deno.exit(r.ok ? 0 : 1)"]
CMD ["deno", "run", "-A", "src/tasks/serve.ts"]
