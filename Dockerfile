# syntax=docker/dockerfile:1
#
# Build:  docker build -t sync-health-monitor .
# Run:    docker run --name sync-health --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#           -v sync-health-data:/data -v "$PWD/config:/etc/sync-health-monitor:ro" -e CONTOSO_SECRET sync-health-monitor
#
# Secrets come in when it runs, as variables or mounted files; none is ever part of the image. The RUN steps that build
# are those of .ci/run, and a test holds the two together.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-slim
ENV NODE_ENV=production \
    SYNC_HEALTH_CONFIG=/etc/sync-health-monitor/monitor.yaml
# The program belongs to root and is only read; the service's account owns nothing but the store.
COPY --from=dependencies /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
COPY config/catalog /app/config/catalog
COPY config/catalog.json /app/config/
COPY package.json /app/package.json
RUN mkdir -m 0700 /data && chown node:node /data && mkdir /etc/sync-health-monitor
VOLUME ["/data", "/etc/sync-health-monitor"]
# Seen from here, the default store.path ./data/monitor.db is /data/monitor.db.
WORKDIR /
USER node
# status.listen is 127.0.0.1:8080 by default, inside the container. To publish it (-p 8080:8080) set 0.0.0.0:8080, and
# status.tls and status.auth, without which it does not start: docs/access.md.
EXPOSE 8080
# Asks /healthz at the configured address, by TLS where status.tls names files; with status.listen off, that the process lives is all there is to know.
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 \
    CMD ["node", "/app/dist/main.js", "healthcheck"]
# docker stop waits ten seconds, which is what a stop takes at most.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["run"]
